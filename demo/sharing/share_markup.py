"""The share page's own markup, around the stage: TEMPLATE and NOTE are for str.format_map."""

from demo.drawing import play_bar

HEADER = """
<header><div class="seal" aria-hidden="true">师<br>徒</div>
<div><h1>Apprentice</h1><p>{{{value.tagline}}}</p></div>
<div class="where"><span>{{{value.pair}}}</span><br><span>{{{value.lineage}}}</span></div>
{{#if value.served}}<nav aria-label="{{{value.language}}}">{{#each value.languages}}<a
 href="{{{at}}}" hreflang="{{{name}}}" aria-current="{{{now}}}">{{{shown}}}</a>{{/each}}</nav>
{{/if}}</header>
"""
ASK = """
<div class="ask"><div class="row"><p class="prompt" dir="auto" tabindex="0">{{{value.prompt}}}</p>
{{#if value.served}}<a class="live" href="{{{value.live_at}}}" target="_blank"
 rel="noopener">{{{value.live}}}</a>{{/if}}</div>
""" + play_bar.TEMPLATE.strip() + """
<p class="when"><span>{{{value.when}}}</span>{{#if value.served}}<a class="whole"
 href="{{{value.page_at}}}" target="_blank" rel="noopener">{{{value.whole}}}</a>{{/if}}</p></div>
"""
END = """
{{#if value.served}}<p class="links"><a href="{{{value.base}}}">{{{value.own}}}</a>{{#if
 value.json_at}}<a href="{{{value.json_at}}}" download>{{{value.json}}}</a>{{/if}}{{#if
 value.among_at}}<a href="{{{value.among_at}}}">{{{value.among}}}</a>{{/if}}{{#if
 value.delete_at}}<a href="{{{value.delete_at}}}" rel="nofollow">{{{value.remove}}}</a>{{/if}}</p>
{{/if}}
"""
TEMPLATE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
{policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
{tags}
<style>{css}</style>
</head>
<body class="{kind}" data-slow="{slow}">
{top}
<main>{earlier}{ask}
<div id="stage">{stage}</div>{end}</main>
<script type="application/json" id="recording">{recording}</script>
<script type="application/json" id="words">{words}</script>
<script type="application/json" id="parts">{parts}</script>
<script>{js}</script>
</body>
</html>
"""
NOTE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
{icon}
<title>{title} · Apprentice</title>
<style>{css}</style>
</head>
<body class="note"><main><div class="ask"><h1>{title}</h1><p>{text}</p>{form}
<a href="{base}/">{own}</a></div></main></body>
</html>
"""
FORM = """<form method="post"><label>{{{value.token}}}<input name="token" required maxlength="64"
 autocomplete="off" spellcheck="false"></label><button>{{{value.delete}}}</button></form>
"""
