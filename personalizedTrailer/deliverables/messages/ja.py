"""Japanese: no plural, a counter for people, and line breaks between phrases (16 full-width signs a line)."""

from __future__ import annotations

from personalizedTrailer.deliverables.messages.base import Facts, Feeling, Messages, Slots, numeral, things

FEELINGS = {
    "excited": Feeling(("高まる興奮", "胸が高鳴る"), "興奮"),
    "tense": Feeling(("高まる緊張", "張りつめる空気"), "緊張"),
    "joy": Feeling(("あふれる喜び", "喜びのひととき"), "喜び"),
    "calm": Feeling(("穏やかなひととき", "静かな時間"), "安らぎ"),
    "fear": Feeling(("忍び寄る恐怖", "迫る恐怖"), "恐怖"),
    "surprise": Feeling(("思わぬ驚き", "驚きの瞬間"), "驚き"),
    "love": Feeling(("愛のひととき", "あふれる愛"), "愛"),
    "hope": Feeling(("かすかな希望", "希望の光"), "希望"),
    "neutral": Feeling(("淡々とした空気", "何気ないひととき")),
    "happy": Feeling(("幸せなひととき", "弾む心"), "幸せ"),
    "sad": Feeling(("悲しみのひととき", "沈む心"), "悲しみ"),
    "angry": Feeling(("こみ上げる怒り", "怒りの瞬間"), "怒り"),
    "disgusted": Feeling(("こみ上げる嫌悪", "嫌悪の瞬間"), "嫌悪"),
    "confused": Feeling(("深まる戸惑い", "戸惑いの瞬間"), "戸惑い"),
}

THINGS = things("""
    explosion: 爆発
    chase: 追跡劇
    hero: ヒーロー
    family: 家族
    friendship: 友情
    heartwarming: 心温まる場面
    mystery: 謎
    plot_twist: 予想外の展開
    shadow: 影
    couple: カップル
    sunset: 夕日
    monologue: 独白
    landscape: 風景
    dialogue: 会話
    crowd: 群衆
    vehicle: 乗り物
    logo: ロゴ
    person: 人物
    man: 男性
    woman: 女性
    child: 子ども
    animal: 動物
    dog: 犬
    cat: 猫
    horse: 馬
    car: 車
    boat: 船
    airplane: 飛行機
    train: 列車
    building: 建物
    city: 街
    road: 道
    nature: 自然
    water: 水
    sea: 海
    sky: 空
    forest: 森
    mountain: 山
    tree: 木
    flower: 花
    snow: 雪
    rain: 雨
    night: 夜
    dark: 闇
    fire: 炎
    smoke: 煙
    action: アクション場面
    fight: 戦い
    weapon: 武器
    celebration: 祝いの場
    wedding: 結婚式
    kiss: キス
    embrace: 抱擁
    romance: 恋
    date: デート
    dance: ダンス
    music: 音楽
    sport: スポーツ
    food: 料理
    suspense: 手に汗握る場面
    investigation: 捜査
    secret: 秘密
""")

SENTENCES = {
    "ELP": (
        "{mood}。\n{label}と{people}の姿。",
        "{feel}に包まれて、\n{label}と{people}の姿。",
        "{mood}。\n{label}、{label2}、そして{people}。",
        "{feel}と{feel2}のはざまで。\n{label}と{people}の姿。",
        "そこには{label}と{people}。\n{mood}。",
    ),
    "EAP": (
        "{mood}。\n{label}、画面には{people}。",
        "{feel}{wrapped}{label}。\n画面には{people}。",
        "{feel}と{feel2}のはざまで。\n{label}、画面には{people}。",
        "画面には{people}。\n{label}、そして{feel}。",
    ),
    "EL": (
        "{mood}――{label}。",
        "{feel}{wrapped}{label}。",
        "{feel}と{feel2}のはざまで。\nそこには{label}。",
        "{mood}。\n{label}、そして{label2}。",
        "そこには{label}。\n{mood}。",
    ),
    "EP": (
        "{mood}。画面には{people}。",
        "{feel}に包まれた{people}の姿。",
        "{feel}と{feel2}のはざまで。\n画面には{people}。",
        "{people}の姿。{mood}。",
    ),
    "E": ("{mood}。", "{feel}に包まれて。", "{feel}と{feel2}のはざまで。"),
    "LP": ("{label}と{people}の姿。", "そこには{label}と{people}。"),
    "AP": ("{label}、画面には{people}。", "画面には{people}。\nそして{label}。"),
    "L": ("そこには{label}。", "この場面に{label}。", "{label}、そして{label2}。"),
    "P": ("{people}の姿。", "画面には{people}。"),
    "": ("物語は続く。", "映画の一場面。", "また別の場面へ。"),
}


def _count_people(count: int) -> str:
    return numeral(count, "一 二 三 四 五 六 七 八 九 十") + "人"


def _grammar(facts: Facts) -> Slots:
    return {"wrapped": "に包まれた"} if facts.mooded else {}


MESSAGES = Messages(FEELINGS, THINGS, SENTENCES, _count_people, _grammar)
