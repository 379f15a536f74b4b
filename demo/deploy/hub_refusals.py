"""What the Hub answers to somebody who deploys, in one sentence that says what to do."""

from __future__ import annotations

from huggingface_hub.errors import HfHubHTTPError

from demo.deploy.plan import Call

NO_TOKEN = ("Nobody is logged in to the Hub: make a token with write access at "
            "https://huggingface.co/settings/tokens and give it as HF_TOKEN.")
READ_ONLY = ("This token may only read: make one with write access at "
             "https://huggingface.co/settings/tokens and give it as HF_TOKEN.")
# The Hub's status -> what it means for whoever deploys. {space}, {owner}, {said}.
SAID = {
    401: "The Hub does not know this token: make a new one with write access at "
         "https://huggingface.co/settings/tokens and give it as HF_TOKEN.",
    402: "The Hub asks for a paid plan for this ({said}): a free account may not run a Gradio "
         "Space on a plain CPU or GPU, but may on ZeroGPU: --hardware zero-a10g. Or add a payment "
         "method or PRO at https://huggingface.co/settings/billing.",
    403: "This token may not write to {owner} ({said}): use one of an account that may, or name a "
         "Space of your own.",
    404: "The Hub knows no {space} that this token may see: check its name.",
    409: "{space} is taken by something else ({said}): choose another name.",
    413: "The Hub takes no more files ({said}): free some storage, or leave weights on the Hub and "
         "name them in pair.toml.",
    429: "The Hub takes no more calls for now ({said}): try again in some minutes.",
}
OTHERWISE = "The Hub answered {status} to {call} ({said}): try again later."


def sentence(error: HfHubHTTPError, call: Call, space: str) -> str:
    """`error` is what `call` came back with."""
    status = error.response.status_code
    said = (error.server_message or str(error)).strip().splitlines()
    told = " ".join(said[0].split()).rstrip(".:")[:200] if said else "it does not say why"
    pattern = SAID.get(status, OTHERWISE)
    return pattern.format(space=space, owner=space.split("/")[0], said=told, status=status,
                          call=call.name)
