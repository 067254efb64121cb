"""The people whom a document names: role, party and organisation."""
