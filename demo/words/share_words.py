"""The words of sharing: share page, embed, error pages and the Share panel.

The drawn parts on them use demo.words.page_words.
"""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "taught": "A teacher and the 4-bit student it taught answered at once. "
              "Every number was measured.",
    "other": "A large model and a small 4-bit one answered at once. "
             "Every number was measured.",
    "itself": "A model and itself in 4 bits answered at once. Every number was measured.",
    "about": "Ask a teacher and the 4-bit student it taught the same question: both answer "
             "side by side, with latency and memory as they were measured.",
    "unscripted": "The page asks for JavaScript. These recorded comparisons can be read without:",
    "live": "Try it live", "whole": "Open the whole comparison", "json": "Recording (JSON)",
    "among": "The prompts that it was one of",
    "remove": "Delete", "own": "Ask your own question", "language": "Language",
    "unknown": "There is nothing shared here",
    "unknown_why": "The address may be incomplete: copy the whole link again.",
    "deleted": "What was shared here was deleted",
    "deleted_why": "The person who shared it has taken it back.",
    "damaged": "What was shared here is damaged",
    "damaged_why": "It was stored, but can no longer be read whole, so it is not shown.",
    "bad_link": "This link cannot be read",
    "delete_title": "Delete what was shared here",
    "delete_note": "It disappears for everybody, for ever. The delete token was shown when it "
                   "was shared.",
    "token": "Delete token", "delete": "Delete it", "gone": "It is deleted.",
    "unreadable": "This cannot be read now",
    "unreadable_why": "It is stored, but its disk does not answer: try again later.",
    "wrong_token": "This is not its delete token: check it.",
    "not_deleted": "The token is right, but the disk refused to delete it, so it is still "
                   "shared. Try again later.",
    # The Share panel
    "share": "Share", "share_title": "Take it with you",
    "public": "Sharing makes the question and both answers readable by anyone who has the "
              "link.",
    "kept": "It is stored here until you delete it.",
    "kept_hub": "It is stored in a private dataset on the Hub until you delete it.",
    "carried": "This server keeps nothing, so the link carries the comparison itself. It is "
               "long, cannot be deleted, and works as long as this address does.",
    "too_long": "This server keeps nothing, and this comparison is too large for a link: it "
                "needs {} characters. A link may have {}, and all its answers together {} tokens. "
                "Download it instead.",
    "example": "This comparison comes with the page and is public already.",
    "opened": "This comparison was shared already; this is its link.",
    "link": "Link", "iframe": "Embed in a post", "markdown": "Markdown",
    "sizing": "Fit the frame to its content (once per page)",
    "as_code": "The same request as code", "copy": "Copy", "copied": "Copied",
    "denied": "The browser does not allow copying here. The text is selected: press Ctrl+C.",
    "download": "Download JSON", "open": "Open",
    "token_note": "Keep this token: the comparison can be deleted only with it.",
    "was_deleted": "The comparison was deleted. Its link no longer works.",
    "download_html": "Download HTML", "download_png": "PNG card", "download_gif": "GIF",
    # Files and the gallery
    "tokens": "tokens", "busy": "Others are being served first",
    "busy_why": "Several comparisons are being drawn here just now: please try again in a few "
                "seconds.",
    "undrawn": "This file could not be drawn",
    "undrawn_why": "Drawing it failed or took too long; the server's log says more. The "
                   "comparison itself can still be opened.",
    "gallery": "Recorded comparisons",
    "gallery_read": "Choose one: it replays here as it was measured, with no model.",
}
CHINESE: Words = {
    "taught": "师父与它教出的 4 位量化徒弟同时作答，所有数字都是实测。",
    "other": "一个大模型与一个 4 位小模型同时作答，所有数字都是实测。",
    "itself": "一个模型与它自己的 4 位版本同时作答，所有数字都是实测。",
    "about": "向师父和它教出的 4 位量化徒弟问同一个问题：两边并排作答，延迟和内存都是实测。",
    "unscripted": "本页需要 JavaScript。下面这些录制的比较不需要：",
    "live": "现场试试", "whole": "打开完整比较", "json": "录制数据（JSON）",
    "among": "它所在的那组问题",
    "remove": "删除", "own": "问你自己的问题", "language": "语言",
    "unknown": "这里没有分享的内容",
    "unknown_why": "地址可能不完整：请重新复制整个链接。",
    "deleted": "这里分享的内容已被删除",
    "deleted_why": "分享者已将它收回。",
    "damaged": "这里分享的内容已损坏",
    "damaged_why": "它存过，但已不能完整读出，所以不显示。",
    "bad_link": "这个链接无法读取",
    "delete_title": "删除这里分享的内容",
    "delete_note": "删除后所有人都再也看不到它。删除口令在分享时显示过。",
    "token": "删除口令", "delete": "删除", "gone": "已删除。",
    "unreadable": "现在无法读取",
    "unreadable_why": "它还存着，但所在的磁盘没有响应：请稍后再试。",
    "wrong_token": "这不是它的删除口令：请核对。",
    "not_deleted": "口令正确，但磁盘拒绝操作：现在无法删除，它仍在分享中。请稍后再试。",
    "share": "分享", "share_title": "带走它",
    "public": "分享之后，拿到链接的任何人都能读到问题和两边的回答。",
    "kept": "它存放在这里，直到你删除它。",
    "kept_hub": "它存放在 Hub 上的一个私有数据集里，直到你删除它。",
    "carried": "这台服务器不保存任何东西，所以链接里带着整个比较。链接较长，无法删除，"
               "只要这个地址在就有效。",
    "too_long": "这台服务器不保存任何东西，而这次比较放不进一个链接：它有 {} 个字符，"
                "链接最多 {} 个字符，所有回答共 {} 个词元。请下载它。",
    "example": "这次比较随页面提供，本来就是公开的。",
    "opened": "这次比较已经分享过，这就是它的链接。",
    "link": "链接", "iframe": "嵌入文章", "markdown": "Markdown",
    "sizing": "让框架适应高度（每页一次）",
    "as_code": "用代码发出同样的请求", "copy": "复制", "copied": "已复制",
    "denied": "浏览器不允许在这里复制。文字已选中：请按 Ctrl+C。",
    "download": "下载 JSON", "open": "打开",
    "token_note": "请保存这个口令：只有用它才能删除这次比较。",
    "was_deleted": "这次比较已删除，它的链接不再有效。",
    "download_html": "下载 HTML", "download_png": "PNG 卡片", "download_gif": "GIF 动图",
    "tokens": "词元数", "busy": "请稍候",
    "busy_why": "这里正在绘制好几个比较：请过几秒再试。",
    "undrawn": "这个文件没能画出来",
    "undrawn_why": "绘制失败或超时，服务器日志里有详情。比较本身仍可打开。",
    "gallery": "录制的比较",
    "gallery_read": "点选一个：按实测结果在此回放，不用任何模型。",
}
words = chooser(ENGLISH, CHINESE)
