"""The tools, one file for each question; the order is that in which one comes to need them."""

from __future__ import annotations

from kg.assistant.tools import alignment, article, disputes, dyads, forecasts, leverage, search, sparql, timeline

TOOLS = {
    tool.name: tool
    for tool in (
        search.TOOL,
        dyads.EXPLAIN,
        dyads.TENSION,
        leverage.TOOL,
        disputes.TOOL,
        forecasts.TOOL,
        timeline.TOOL,
        alignment.TOOL,
        article.TOOL,
        sparql.TOOL,
    )
}
