"""Decisions, with who moved and reserved themselves, and the adoptions that follow from them."""
