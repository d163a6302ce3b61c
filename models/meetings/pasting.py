"""Texts pasted from Word or a chat, cleaned: paragraphs stay, what is no text goes."""

from __future__ import annotations

import re
import unicodedata

_CHAT_MARKS = (
    "图片 照片 表情 动画表情 视频 语音 文件 链接 位置 名片 小程序 聊天记录 红包 转账 接龙 拍一拍 微笑 撇嘴 色 发呆"
    " 得意 流泪 害羞 闭嘴 睡 大哭 尴尬 发怒 调皮 呲牙 惊讶 难过 囧 抓狂 吐 偷笑 愉快 白眼 傲慢 困 惊恐 憨笑 悠闲"
    " 咒骂 疑问 嘘 晕 衰 骷髅 敲打 再见 擦汗 抠鼻 鼓掌 坏笑 右哼哼 鄙视 委屈 快哭了 阴险 亲亲 可怜 笑脸 生病 脸红"
    " 破涕为笑 恐惧 失望 无语 嘿哈 捂脸 奸笑 机智 皱眉 耶 吃瓜 加油 汗 天啊 社会社会 旺柴 好的 打脸 哇 翻白眼 666"
    " 让我看看 叹气 苦涩 裂开 嘴唇 爱心 心碎 拥抱 强 弱 握手 胜利 抱拳 勾引 拳头 合十 咖啡 蛋糕 玫瑰 凋谢 菜刀"
    " 炸弹 便便 月亮 太阳 庆祝 礼物 烟花 爆竹 猪头 跳跳 发抖 转圈 OK 赞 福 發"
)
_MARK = re.compile(r"\[(?:" + "|".join(map(re.escape, _CHAT_MARKS.split())) + r")\]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f]+")
_EMOJI = re.compile(
    "["
    "\U0001f000-\U0001faff"
    "\u2600-\u2604\u2607-\u2610\u2613-\u26ff"  # ★ ☆ ☑ ☒ stay: they mark points
    "\u2700-\u2712\u2715\u2716\u2719-\u2762\u2764-\u2775\u2795-\u27bf"  # ✓ ✔ ✗ ✘ stay
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\ufe00-\ufe0f\u200d\u20e3"
    "\U000e0000-\U000e007f"
    "]"
)
_EMOJIS = re.compile(f"(?:{_EMOJI.pattern})+")
_BULLETS = re.compile("^[ \u3000]*[\uf020-\uf0ff]+[ \u3000]*", re.MULTILINE)
"""Points of a list in Word's own symbol font, which no other font has."""
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_PLAIN_BLANKS = " \u3000"


def clean_minutes(text: str) -> str:
    """Return a pasted text with its paragraphs, without emoji, [图片] and control characters.

    Indents and blanks at the ends of lines go too: the sheet sets its own. Two paragraphs keep at
    most one empty line between them. A text that is clean comes back as it is.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _KEYCAP.sub(r"\1", text)
    text = _MARK.sub("", text)
    text = _EMOJI.sub("", _BLANKS.sub(" ", text))
    text = _BULLETS.sub("", text)
    text = "".join(filter(_is_text, text)) if not text.isprintable() else text
    lines = [line.strip(_PLAIN_BLANKS) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def left_out(text: str) -> int:
    """Return in how many places of a text stand emoji, [图片] and the like, which cleaning drops."""
    text = _KEYCAP.sub(r"\1", text)
    return len(_MARK.findall(text)) + len(_EMOJIS.findall(text))


def one_line(text: str) -> str:
    """Return a pasted text as one line, cleaned likewise."""
    return " ".join(paragraphs(clean_minutes(text)))


def _is_text(character: str) -> bool:
    if character == "\n":
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn"}


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, without empty ones."""
    return [line for line in text.split("\n") if line.strip()]
