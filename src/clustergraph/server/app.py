"""The ASGI application.

What routers build on:

- `create_app(settings, store=None) -> FastAPI`; the state is `app.state.clustergraph` (`state.ServerState`: store,
  settings, cache, queries, metrics), in a route `def rows(state: State)`.
- A router is a module of `server/routes/` named in `routes.ROUTERS`.
- `problems.Problem(status, detail, ...)` is raised for an RFC 9457 answer; a ClustergraphError becomes one by itself.
- `negotiation.negotiate(accept, offered) -> str` chooses a media type or raises 406.
- Every GET gets its ETag by store version, 304, gzip, CORS, and security headers from the layers here, and answers
  marked `Cache-Control: public` under 1 MB are kept in `state.cache` per version, so a router does none of that.
- `security.require_token` is the dependency of every write.
"""
