import type { Job } from "../job.ts"

/** Translation with a transformer from scratch. */
export const translation: Job = {
  name: "translation",
  title: "translation with a transformer from scratch",
  signs: [[/\b(fairseq|sacrebleu|Multi30k|wmt\d\d)\b/]],
  parameters: [
    {
      name: "dropout",
      also: ["drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.4)",
      why: "small corpora take more of it",
      spread: 0.1,
    },
    { name: "label_smoothing", also: ["smoothing", "ls"], range: "float(0, 0.2)", why: "above 0.2 the labels say little", spread: 0.05 },
    {
      name: "warmup_steps",
      also: ["warmup", "warmup_updates", "num_warmup_steps"],
      range: "int(500, 16000, log)",
      why: "counts by factors",
      spread: "2x",
    },
    { name: "beta2", also: ["adam_beta2"], range: "log1m(0.9, 0.9999)", why: "what counts is its distance from 1" },
    { name: "d_model", also: ["model_dim", "hidden_size", "emb_dim"], range: "int(128, 1024, pow2)", why: "powers of two" },
    { name: "num_layers", also: ["layers", "n_layers"], range: "int(2, 12)", why: "of encoder and decoder alike" },
    { name: "d_ff", also: ["ffn_dim", "dim_feedforward", "d_inner"], range: "int(512, 4096, pow2)", why: "powers of two" },
  ],
  starts: [
    {
      name: "base",
      values: { dropout: 0.1, label_smoothing: 0.1, warmup_steps: 4000, beta2: 0.98, d_model: 512, num_layers: 6, d_ff: 2048 },
      source: { cite: "Vaswani et al.: Attention Is All You Need, base model", year: 2017, where: "section 5.3 and table 3" },
    },
  ],
  interactions: ["The greatest learning rate of its schedule is (d_model times warm-up steps)^-0.5: a longer warm-up is a lower peak."],
}
