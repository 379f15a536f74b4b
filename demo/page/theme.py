"""Gradio's theme fed from the palette in demo/drawing, so that no default colour shows through."""

from __future__ import annotations

import gradio as gr

SANS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Noto Sans",
        "Noto Sans CJK SC", "sans-serif")
MONO = ("ui-monospace", "SF Mono", "Menlo", "Consolas", "Noto Sans Mono", "monospace")
# Gradio's variable: ours. Each is set for light and dark alike, because ours change with the mode.
COLOURS = {
    "body_background_fill": "paper", "body_text_color": "ink", "body_text_color_subdued": "soft",
    "background_fill_primary": "card", "background_fill_secondary": "wash",
    "border_color_primary": "line", "border_color_accent": "line",
    "block_background_fill": "card", "block_border_color": "line", "block_label_text_color": "soft",
    "block_label_background_fill": "card", "block_title_text_color": "soft",
    "block_info_text_color": "soft", "panel_background_fill": "card",
    "input_background_fill": "card", "input_border_color": "line",
    "input_border_color_focus": "teacher", "input_placeholder_color": "soft",
    "color_accent_soft": "teacher-wash", "link_text_color": "teacher",
    "link_text_color_hover": "ink", "link_text_color_visited": "teacher",
    "button_primary_background_fill": "ink", "button_primary_background_fill_hover": "ink",
    "button_primary_text_color": "paper", "button_primary_border_color": "ink",
    "button_secondary_background_fill": "card", "button_secondary_text_color": "ink",
    "button_secondary_background_fill_hover": "wash", "button_secondary_border_color": "line",
    "error_background_fill": "card", "error_border_color": "seal", "error_text_color": "ink",
    "error_icon_color": "seal", "slider_color": "teacher",
}
SIZES = {
    "color_accent": "var(--teacher)",
    "block_border_width": "0px", "block_padding": "0px", "block_radius": "14px",
    "block_shadow": "none", "input_radius": "10px", "button_large_radius": "10px",
    "button_primary_shadow": "none", "button_secondary_shadow": "none", "layout_gap": "14px",
}


def theme() -> gr.themes.Base:
    colours = {
        f"{name}{mode}": f"var(--{ours})"
        for name, ours in COLOURS.items() for mode in ("", "_dark")
    }
    base = gr.themes.Base(font=list(SANS), font_mono=list(MONO))
    return base.set(**colours, **SIZES)
