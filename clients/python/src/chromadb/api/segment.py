"""An official path without its class: there is no SegmentAPI here.

Tracing packages import this module and wrap ``SegmentAPI._query`` where there is one. As a value of
``Settings.chroma_api_impl``, ``"chromadb.api.segment.SegmentAPI"`` means the engine in process.
"""
