# Who has adopted the letter of intent, and in which words? SPARQL and the API from R: install.packages("httr2")
#
# Rscript adoptions.R http://127.0.0.1:8000

library(httr2)

server <- commandArgs(trailingOnly = TRUE)[1]

table <- function(request) {
  answer <- request |> req_headers(Accept = "text/csv") |> req_perform() |> resp_body_string(encoding = "UTF-8")
  read.csv(text = answer, encoding = "UTF-8")
}

# A canned query is a data frame; a date that the sources do not give is empty.
adoptions <- request(server) |>
  req_url_path("/queries/adoptions") |>
  req_url_query(fields = "actor_label,date,quote") |>
  table()

# So is a SPARQL query of your own.
counted <- request(server) |>
  req_url_path("/sparql") |>
  req_url_query(query = "
    PREFIX cg: <https://w3id.org/clustergraph/ns#>
    SELECT (COUNT(?adoption) AS ?number) WHERE { ?adoption a cg:Adoption }") |>
  table()

stopifnot(nrow(adoptions) == counted$number)
write.table(adoptions, sep = "\t", quote = FALSE, row.names = FALSE, col.names = FALSE, fileEncoding = "UTF-8")
