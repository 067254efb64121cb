# Two images: `store`, a SPARQL server, and the last one, clustergraph itself. Neither runs as root.
FROM python:3.13-slim AS base
RUN useradd --uid 10001 --create-home clustergraph
ENV PYTHONDONTWRITEBYTECODE=1

FROM base AS store
RUN pip install --no-cache-dir oxigraph==0.5.13 \
 && install -d -o clustergraph -g clustergraph /data
USER clustergraph
EXPOSE 7878
CMD ["oxigraph", "serve", "--location", "/data", "--bind", "0.0.0.0:7878", "--union-default-graph", "--timeout-s", "30"]

FROM base AS build
WORKDIR /src
COPY . .
RUN python scripts/vendor.py || echo "The browser libraries could not be fetched; the pages work without them."
RUN pip install --no-cache-dir build && python -m build --wheel --outdir /wheels \
 && pip install --no-cache-dir --prefix /install -c constraints.txt /wheels/*.whl

FROM base
RUN install -d -o clustergraph -g clustergraph /home/clustergraph/.local/share/clustergraph
COPY --from=build /install /usr/local
USER clustergraph
EXPOSE 8000
ENTRYPOINT ["clustergraph"]
CMD ["serve", "--host", "0.0.0.0"]
