"""The views: a module a page, each a function from a `Visit` to a `Page`."""
