"""The words of one document, the thesaurus and the register, and what one pass over the words finds of them."""
