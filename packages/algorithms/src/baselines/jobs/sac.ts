import type { Job } from "../job.ts"

/** Reinforcement learning with SAC. */
export const sac: Job = {
  name: "sac",
  title: "reinforcement learning with SAC",
  signs: [[/\bSAC\b|\bsac\b|SoftActorCritic/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr", "learning_rate_actor", "step_size", "q_lr", "policy_lr"],
      range: "log(1e-5, 3e-3)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(64, 128, 256, 512)",
      why: "doubling",
    },
    { name: "gamma", also: ["discount", "discount_factor"], range: "log1m(0.9, 0.9999)", why: "what counts is its distance from 1" },
    { name: "tau", also: ["polyak"], range: "log(0.001, 0.1)", why: "works over orders of magnitude", spread: "3x" },
    {
      name: "buffer_size",
      also: ["replay_size", "memory_size"],
      range: "int(10000, 1000000, log)",
      why: "as far as memory reaches",
      spread: "5x",
    },
    { name: "hidden_size", also: ["hidden", "hidden_dim", "net_width", "units"], range: "int(64, 512, pow2)", why: "powers of two" },
  ],
  starts: [
    {
      name: "paper",
      values: { learning_rate: 0.0003, batch_size: 256, gamma: 0.99, tau: 0.005, buffer_size: 1000000, hidden_size: 256 },
      source: { cite: "Haarnoja et al.: Soft Actor-Critic Algorithms and Applications", year: 2018, where: "appendix, table 1" },
    },
  ],
  interactions: ["The scale of the reward acts like the inverse of the temperature: with a learnt temperature it matters little."],
}
