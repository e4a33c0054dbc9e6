import type { Job } from "../job.ts"

/** Small language model trained from scratch. */
export const pretrain: Job = {
  name: "lm-pretrain",
  title: "small language model trained from scratch",
  signs: [[/\b(nanoGPT|GPTConfig|n_embd|block_size)\b/, /\bn_layer|n_head\b/], [/\b(GPT2LMHeadModel|LlamaForCausalLM)\(\s*\w*config/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(6e-5, 6e-3)",
      why: "a step size works over orders of magnitude; larger models want a smaller one",
      spread: "3x",
    },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2"],
      range: "log(1e-3, 1)",
      why: "a penalty works over orders of magnitude",
      spread: "3x",
    },
    { name: "beta1", also: ["adam_beta1"], range: "log1m(0.8, 0.99)", why: "what counts is its distance from 1" },
    {
      name: "beta2",
      also: ["adam_beta2"],
      range: "log1m(0.9, 0.9999)",
      why: "what counts is its distance from 1; short memory is steadier with transformers",
    },
    {
      name: "grad_clip",
      also: ["max_grad_norm", "clip", "clip_grad"],
      range: "log(0.1, 10)",
      why: "norms of gradients differ by orders of magnitude",
      spread: "3x",
    },
    {
      name: "dropout",
      also: ["drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.3)",
      why: "0 while no text is seen twice",
      spread: 0.1,
    },
    {
      name: "warmup_iters",
      also: ["warmup_steps", "num_warmup_steps"],
      range: "int(100, 5000, log)",
      why: "some hundreds to some thousands of steps",
      spread: "3x",
    },
  ],
  starts: [
    {
      name: "gpt-3-small",
      values: { learning_rate: 0.0006, weight_decay: 0.1, beta1: 0.9, beta2: 0.95, grad_clip: 1, dropout: 0, warmup_iters: 750 },
      source: {
        cite: "Brown et al.: Language Models are Few-Shot Learners; 375 million tokens of warm-up are 750 batches of 0.5 million",
        year: 2020,
        where: "table 2.1 and appendix B",
      },
    },
    {
      name: "nanogpt",
      values: { learning_rate: 0.0006, weight_decay: 0.1, beta1: 0.9, beta2: 0.95, grad_clip: 1, dropout: 0, warmup_iters: 2000 },
      source: { cite: "Karpathy: nanoGPT, defaults of train.py", year: 2023, where: "train.py" },
    },
  ],
  interactions: [
    "The best learning rate falls as the model grows: 6e-4 at 125 million parameters, 2e-4 at 1.3 billion (Brown et al. 2020, table 2.1).",
  ],
}
