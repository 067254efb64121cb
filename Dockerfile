FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir build && python -m build --wheel --outdir /wheels \
 && pip install --no-cache-dir --prefix /install -c constraints.txt /wheels/*.whl

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home clustergraph \
 && install -d -o clustergraph -g clustergraph /home/clustergraph/.local/share/clustergraph
COPY --from=build /install /usr/local
USER clustergraph
EXPOSE 8000
ENTRYPOINT ["clustergraph"]
CMD ["serve", "--host", "0.0.0.0"]
