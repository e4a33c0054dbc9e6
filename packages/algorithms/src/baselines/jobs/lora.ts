import type { Job } from "../job.ts"

/** Fine-tuning with low-rank adapters (LoRA, QLoRA). */
export const lora: Job = {
  name: "lora",
  title: "fine-tuning with low-rank adapters (LoRA, QLoRA)",
  signs: [[/\bpeft\b|\bloralib\b|\bLoraConfig\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(1e-5, 2e-3)",
      why: "a step size works over orders of magnitude; adapters take about ten times the rate of full fine-tuning",
      spread: "3x",
    },
    {
      name: "lora_r",
      also: ["rank", "r", "lora_rank"],
      range: "int(1, 128, pow2)",
      why: "powers of two; quality depends little on it above 8",
    },
    { name: "lora_alpha", also: ["alpha"], range: "int(1, 256, pow2)", why: "the adapter is scaled by alpha / r" },
    {
      name: "lora_dropout",
      also: ["adapter_dropout", "drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.2)",
      why: "larger models take less of it",
      spread: 0.05,
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(4, 8, 16, 32, 64, 128)",
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
      why: "a share of all steps",
      spread: 0.05,
    },
    {
      name: "max_grad_norm",
      also: ["grad_clip", "clip_grad"],
      range: "log(0.1, 10)",
      why: "norms of gradients differ by orders of magnitude",
      spread: "3x",
    },
  ],
  starts: [
    {
      name: "qlora",
      values: {
        learning_rate: 0.0002,
        lora_r: 64,
        lora_alpha: 16,
        lora_dropout: 0.1,
        batch_size: 16,
        weight_decay: 0,
        warmup_ratio: 0.03,
        max_grad_norm: 0.3,
      },
      source: {
        cite: "Dettmers et al.: QLoRA: Efficient Finetuning of Quantized LLMs (7B and 13B); weight decay and warm-up as in its scripts",
        year: 2023,
        where: "appendix B.2",
      },
    },
    {
      name: "glue",
      values: {
        learning_rate: 0.0005,
        lora_r: 8,
        lora_alpha: 16,
        lora_dropout: 0,
        batch_size: 16,
        weight_decay: 0.1,
        warmup_ratio: 0.06,
        max_grad_norm: 1,
      },
      source: {
        cite: "Hu et al.: LoRA, with the authors' script for RoBERTa-base",
        year: 2022,
        where: "examples/NLU/roberta_base_mnli.sh",
      },
    },
  ],
  interactions: ["Alpha / r multiplies the adapter: to double alpha is much like to double the learning rate."],
}
