"""What each label on the stage means: one sentence with what, in which unit, and how measured."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "ttft": "Time to first token (TTFT) in milliseconds: from the start of reading the question "
            "to the first token of the answer, on this side's own clock.",
    "speed": "Tokens per second while it writes: one over the mean time of a decode step (TPOT), "
             "not counting the first token.",
    "cps": "Characters of the answer per second of own time, which is comparable where tokens "
           "are not.",
    "own_time": "Seconds from the start of reading to the last token, counting only the steps of "
                "this side.",
    "memory": "Megabytes (millions of bytes) this side holds at its worst moment: weights, KV "
              "cache and working memory, listed in the ledger.",
    "tpot": "Time per output token (TPOT) in milliseconds: the mean of the decode steps after the "
            "first token.",
    "details": "Half of the decode steps took less than the median, 95 of 100 less than the "
               "second number; when the two lie far apart, something disturbed the race.",
    "precision": "How many bits one parameter takes; 4-bit is the NF4 format of bitsandbytes.",
    "remote": "This side runs elsewhere and was asked over the network: its seconds are those in "
              "which its answer arrived here, and nothing of its memory is known.",
    "clock": "The two never run at the same time, so neither slows the other down.",
    "track": "Own time runs to the right on the same scale for both sides; drag over the ticks "
             "to look closer.",
    "ledger": "Counted from the tensors that are really loaded, not from the files.",
    "agreement": "After the race the teacher reads the student's answer once, and gives every "
                 "token a probability.",
    "weights": "Parameters and buffers; of a quantised model only those of its quantised layers, "
               "as they are packed.",
    "quantization_state": "The scales that a quantised layer needs to be read: one per 64 "
                          "parameters for NF4.",
    "embeddings": "The table of word vectors and the layer that chooses words, which are not "
                  "quantised.",
    "unquantized": "Everything else of a quantised model that stays in full width.",
    "kv_cache": "Keys and values of every token read so far, kept so that they are not computed "
                "again.",
    "working_peak": "Temporary tensors at the worst moment of this side's own steps.",
    "total": "The sum of all rows above that were measured.",
}
CHINESE: Words = {
    "ttft": "首词元时间（TTFT），单位毫秒：从开始读题到答出第一个词元，按这一边自己的时钟。",
    "speed": "书写时每秒的词元数：解码步平均用时（TPOT）的倒数，不算第一个词元。",
    "cps": "自身用时内每秒写出的字符数；词元不可比时用它来比。",
    "own_time": "从开始读题到最后一个词元的秒数，只算这一边自己的步骤。",
    "memory": "这一边最吃紧的一刻占用的内存，单位 MB（百万字节）：权重、KV 缓存和运算所需，"
              "账本里逐项列出。",
    "tpot": "每个输出词元的时间（TPOT），单位毫秒：第一个词元之后各解码步的平均。",
    "details": "一半的解码步快于中位数，百步中有 95 步快于第二个数；两者相差很大，"
               "说明比赛受到了干扰。",
    "remote": "这一边在别处运行，经网络提问：它的秒数是回答到达这里的时间，内存无从得知。",
    "precision": "一个参数占多少位；4 位是 bitsandbytes 的 NF4 格式。",
    "clock": "两边从不同时运行，所以谁也不会拖慢谁。",
    "track": "横轴是自身用时，两边同一比例；在竖线上拖动可以放大。",
    "ledger": "按真正载入的张量计算，不按文件大小。",
    "agreement": "比赛之后，师父把徒弟的回答读一遍，给每个词元一个概率。",
    "weights": "参数和缓冲区；量化模型只算量化层打包后的大小。",
    "quantization_state": "读取量化层所需的缩放系数：NF4 每 64 个参数一个。",
    "embeddings": "词向量表和选词的输出层，它们不量化。",
    "unquantized": "量化模型中仍以全宽保存的其余部分。",
    "kv_cache": "已读词元的键和值，留着就不必重算。",
    "working_peak": "这一边自己的步骤在最吃紧的一刻用到的临时张量。",
    "total": "以上所有测得的各行之和。",
}
words = chooser(ENGLISH, CHINESE)
