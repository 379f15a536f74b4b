"""The page as a whole, from an engine and settings; and how it is to be launched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from demo.drawing import play_bar
from demo.engine.protocol import Engine
from demo.page import api, many_api, middleware
from demo.page.claims.claims_tab import ClaimsTab
from demo.page.compare import GPU, ComparePage
from demo.page.comparison_runs import ComparisonRuns
from demo.page.event_guard import EventGuard
from demo.page.exam_runs import ExamRuns
from demo.page.exam_tab import ExamTab
from demo.page.many_prompts import LISTS
from demo.page.page_preview import Preview
from demo.page.results.results_tab import DistillationTab
from demo.page.theme import theme
from demo.page.visitor_queue import VisitorQueue
from demo.page.votes.votes_tab import VotesTab
from demo.settings import Settings
from demo.sharing.all_routes import all_routes
from demo.sharing.recording_lookup import RecordingLookup

HERE = Path(__file__).parent
DRAWING = HERE.parent / "drawing"
STYLES = [*(DRAWING / name for name in ("palette.css", "stage.css", "exam_card.css",
                                      "whole_list.css")),
          *(HERE / name for name in ("page.css", "share_panel.css", "gallery.css", "exam_tab.css",
                                     "many_prompts.css", "results/results.css", "claims/claims.css",
                                     "votes/votes.css"))]

SESSIONS = 500


def build(engine: Engine, settings: Settings, lookup: RecordingLookup) -> gr.Blocks:
    """The app. It draws at once, whether or not the engine has loaded its models."""
    running = ComparisonRuns(engine, settings, lookup)
    with gr.Blocks(
        title="Apprentice", analytics_enabled=False, delete_cache=(3600, 3600), fill_width=True
    ) as blocks:
        page = ComparePage(running, blocks)
        ExamTab(page, ExamRuns(engine, settings, running.choices, lookup.cards))
        VotesTab(page, settings)
        with gr.Column(elem_id="studies"):
            DistillationTab(page, blocks, settings)
            ClaimsTab(page, settings)
        gr.api(api.endpoint(running), api_name="compare", **GPU)
        gr.api(many_api.endpoint(page.many.runs), api_name="compare_many", **LISTS)
    # Without api_open=False a POST to /gradio_api/run/compare would step past the queue.
    blocks.queue(api_open=False, default_concurrency_limit=1)
    blocks._queue = VisitorQueue(
        blocks._queue, settings, running.visits, (GPU["concurrency_id"], LISTS["concurrency_id"]))
    return blocks


def launch_options(settings: Settings, lookup: RecordingLookup) -> dict[str, Any]:
    """Everything `launch` is given: where, the look, and what strangers may not do."""
    middleware.ready_server()
    shown = next(iter(lookup.examples), "")
    script = "(() => {\n" + play_bar.script() + (HERE / "page.js").read_text("utf-8") + "})();"
    return {
        "server_name": settings.host, "server_port": settings.port, "share": settings.share,
        "theme": theme(), "css_paths": STYLES,
        "head": f"<script>{script}</script>", "favicon_path": DRAWING / "seal.svg",
        "max_file_size": "64kb", "allowed_paths": [], "show_error": False, "strict_cors": True,
        "mcp_server": True, "ssr_mode": False, "enable_monitoring": False, "run_history": False,
        "footer_links": ["api", "settings"],
        # Of what Gradio remembers of a session; a forgotten one is made anew.
        "state_session_capacity": SESSIONS,
        # Routes before Gradio's own, which answer every address; the door and tags inside its
        # compression; and the edge around everything.
        "app_kwargs": {
            "routes": all_routes(lookup),
            "lifespan": middleware.around(settings),
            "middleware": [Middleware(Preview, lookup=lookup, shown=shown), Middleware(EventGuard)],
        },
    }
