"""What a document says of itself: type, title, date, issuer, recipient and registry numbers."""
