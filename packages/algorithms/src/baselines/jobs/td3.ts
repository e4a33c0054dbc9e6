import type { Job } from "../job.ts"

/** Reinforcement learning with TD3. */
export const td3: Job = {
  name: "td3",
  title: "reinforcement learning with TD3",
  signs: [[/\bTD3\b|\btd3\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr", "learning_rate_actor", "step_size"],
      range: "log(1e-5, 3e-3)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "batch_size",
      also: ["batch", "bs", "train_batch_size", "per_device_train_batch_size", "minibatch_size", "mini_batch_size"],
      range: "ordinal(64, 100, 128, 256, 512)",
      why: "doubling",
    },
    { name: "gamma", also: ["discount"], range: "log1m(0.9, 0.9999)", why: "what counts is its distance from 1" },
    { name: "tau", also: ["polyak"], range: "log(0.001, 0.1)", why: "works over orders of magnitude", spread: "3x" },
    { name: "policy_noise", also: ["target_policy_noise"], range: "float(0.05, 0.5)", why: "noise that smooths the target", spread: 0.1 },
    { name: "noise_clip", also: ["target_noise_clip"], range: "float(0.1, 1)", why: "a bound of that noise", spread: 0.2 },
    {
      name: "policy_delay",
      also: ["policy_freq", "policy_frequency"],
      range: "int(1, 4)",
      why: "updates of the critics for each of the policy",
    },
  ],
  starts: [
    {
      name: "paper",
      values: { learning_rate: 0.001, batch_size: 100, gamma: 0.99, tau: 0.005, policy_noise: 0.2, noise_clip: 0.5, policy_delay: 2 },
      source: {
        cite: "Fujimoto, van Hoof, Meger: Addressing Function Approximation Error in Actor-Critic Methods",
        year: 2018,
        where: "section 6.1",
      },
    },
  ],
}
