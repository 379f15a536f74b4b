"""Why a server could not be reached, in words for whoever can do something about it."""

from __future__ import annotations

from typing import Any

from demo.remote.api_errors import SPOKEN, Trouble


def chain(error: BaseException) -> list[BaseException]:
    """An error and all that led to it."""
    causes = [error]
    while deeper := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(deeper)
    return causes


def unheard(error: BaseException) -> bool:
    """May an answer have been made, and paid, without us? Whoever was never reached made none; a
    line cut later may have cost one."""
    return not any("Connect" in type(one).__name__ for one in chain(error)[1:])


# What libraries say, and what that means to whoever can do something about it.
REASONS = (
    ("self-signed", "its certificate is signed by itself: let SSL_CERT_FILE name the file of the "
                    "authority that it should be believed by"),
    ("self signed", "its certificate is signed by itself: let SSL_CERT_FILE name the file of the "
                    "authority that it should be believed by"),
    ("Hostname mismatch", "its certificate is another host's"),
    ("IP address mismatch", "its certificate is another host's"),
    ("certificate has expired", "its certificate has expired"),
    ("certificate is not yet valid", "its certificate is not valid yet, if this machine's clock is "
                                     "right"),
    ("CERTIFICATE_VERIFY_FAILED", "its certificate is not believed here: let SSL_CERT_FILE name "
                                  "its authority's file"),
    ("WRONG_VERSION_NUMBER", "it speaks no TLS there: is it http:// and not https://?"),
    ("record layer failure", "it speaks no TLS there: is it http:// and not https://?"),
    ("Name or service not known", "there is no host of that name"),
    ("nodename nor servname", "there is no host of that name"),
    ("No address associated", "there is no host of that name"),
)


def unreached(endpoint: Any, error: Exception) -> Trouble:
    """Why no answer came, without what only the network's library understands."""
    causes = chain(error)
    if any("ProtocolError" in type(one).__name__ for one in causes):
        return Trouble("again", f"{endpoint.url} broke off, or does not speak HTTP as it should.",
                       unheard=unheard(error))
    deepest = causes[-1]
    reason = " ".join(str(deepest).split())
    if isinstance(deepest, ConnectionRefusedError) or "refused" in reason.lower():
        reason = "connection refused"
    reason = next((said for sign, said in REASONS if sign in reason), reason)
    reason = endpoint.clean(reason)[:SPOKEN].rstrip(".")
    return Trouble("again", f"{endpoint.url} cannot be reached "
                            f"({reason or type(deepest).__name__}).", unheard=unheard(error))
