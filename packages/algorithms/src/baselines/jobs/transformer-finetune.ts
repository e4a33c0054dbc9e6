import type { Job } from "../job.ts"

/** Fine-tuning of a pre-trained transformer with AdamW. */
export const finetune: Job = {
  name: "transformer-finetune",
  title: "fine-tuning of a pre-trained transformer with AdamW",
  signs: [
    [/\btransformers\b/, /\bTrainer\b|\bTrainingArguments\b/],
    [/\btransformers\b/, /from_pretrained/],
  ],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(1e-6, 3e-4)",
      why: "a step size works over orders of magnitude; above 1e-4 what was learned before is soon forgotten",
      spread: "3x",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(8, 16, 32, 64)",
      why: "doubling, as far as memory reaches",
    },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2"],
      range: "mix(0, log(1e-3, 0.3))",
      why: "a penalty works over orders of magnitude; 0 stays a value of its own",
    },
    {
      name: "warmup_ratio",
      also: ["warmup_proportion", "warmup_fraction", "warmup"],
      range: "float(0, 0.2)",
      why: "a share of all steps; more leaves little time to learn",
      spread: 0.05,
    },
    {
      name: "dropout",
      also: ["drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.3)",
      why: "as in pre-training, or less",
      spread: 0.1,
    },
    {
      name: "max_grad_norm",
      also: ["grad_clip", "clip_grad", "clip"],
      range: "log(0.1, 10)",
      why: "norms of gradients differ by orders of magnitude",
      spread: "3x",
    },
  ],
  starts: [
    {
      name: "bert",
      values: { learning_rate: 3e-5, batch_size: 32, weight_decay: 0.01, warmup_ratio: 0.1, dropout: 0.1, max_grad_norm: 1 },
      source: {
        cite: "Devlin et al.: BERT: Pre-training of Deep Bidirectional Transformers; the rest as in its code",
        year: 2019,
        where: "appendix A.3",
      },
    },
    {
      name: "roberta",
      values: { learning_rate: 2e-5, batch_size: 16, weight_decay: 0.1, warmup_ratio: 0.06, dropout: 0.1, max_grad_norm: 1 },
      source: { cite: "Liu et al.: RoBERTa; clipping as in the trainer of transformers", year: 2019, where: "table 10" },
    },
    {
      name: "stable",
      values: { learning_rate: 2e-5, batch_size: 16, warmup_ratio: 0.1, dropout: 0.1, max_grad_norm: 1 },
      source: { cite: "Mosbach, Andriushchenko, Klakow: On the Stability of Fine-tuning BERT", year: 2021, where: "section 6" },
    },
  ],
  interactions: [
    "The best learning rate grows with the square root of the batch size for Adam (Malladi et al. 2022).",
    "Small data sets want more epochs and a warm-up rather than a larger learning rate (Mosbach et al. 2021).",
  ],
  scaling: { rate: "learning_rate", size: "batch_size", law: "root", from: "Malladi et al. 2022" },
}
