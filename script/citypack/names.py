"""Pinyin and English names of Chinese places."""

ENDINGS = {"街道": "Subdistrict", "镇": "Town", "乡": "Township", "区": "District", "县": "County", "市": "City"}
COMMUNITY_ENDINGS = {"社区": "Community", "居委会": "Residents' Committee", "生活区": "Living Quarter",
                     "管理区": "Management Area", "村": "Village"}


class Reader:
    """Reads Chinese names aloud: the pack's local readings first, the general table for the rest."""

    def __init__(self, overrides):
        self.overrides = {row["term"]: row["pinyin"].split() for row in overrides}
        self.longest = max(map(len, self.overrides))

    def syllables(self, text):
        from pypinyin import lazy_pinyin
        out, run, at = [], "", 0
        while at < len(text):
            # A single-character override must not cut a phrase that the general table knows.
            length = next((n for n in range(self.longest, 1, -1) if text[at:at + n] in self.overrides), 0)
            if not length:
                run, at = run + text[at], at + 1
                continue
            out += self._general(run, lazy_pinyin) + self.overrides[text[at:at + length]]
            run, at = "", at + length
        return out + self._general(run, lazy_pinyin)

    def _general(self, run, lazy_pinyin):
        if not run:
            return []
        read = lazy_pinyin(run)
        assert len(read) == len(run), f"No reading for every character of {run}: {read}."
        return [self.overrides.get(char, [syllable])[0] for char, syllable in zip(run, read)]

    def english(self, name, endings):
        ending = next((e for e in endings if name.endswith(e) and name != e), "")
        word = ""
        for syllable in self.syllables(name[:len(name) - len(ending)]):
            syllable = syllable.replace("v", "ü")
            word += ("'" if word and syllable[0] in "aoe" else "") + syllable
        return (word.capitalize() + " " + endings.get(ending, "")).strip()
