"""The place of rdflib's SPARQL parser, which only one thread at a time may use.

pyparsing learns with the first texts how many arguments each parse action takes; two threads that teach it at once can
leave it wrong, and then it fails at every text until the process ends.
"""

import threading

SPARQL_PARSER = threading.Lock()
