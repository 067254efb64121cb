# Apache Jena Fuseki from Maven Central, on a database whose default graph is the union of all graphs.
FROM maven:3.9-eclipse-temurin-21 AS fetch
RUN mvn -q -B dependency:copy -Dartifact=org.apache.jena:jena-fuseki-server:5.6.0:jar -DoutputDirectory=/fetched \
 && mv /fetched/*.jar /fetched/fuseki.jar

FROM eclipse-temurin:21-jre
RUN useradd --uid 10001 --create-home fuseki && install -d -o fuseki -g fuseki /data
COPY --from=fetch /fetched/fuseki.jar /opt/fuseki.jar
COPY deploy/fuseki.ttl /opt/fuseki.ttl
USER fuseki
WORKDIR /data
ENV FUSEKI_BASE=/data/run
EXPOSE 3030
CMD ["java", "-jar", "/opt/fuseki.jar", "--port=3030", "--config=/opt/fuseki.ttl"]
