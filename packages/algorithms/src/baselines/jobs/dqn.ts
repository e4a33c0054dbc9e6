import type { Job } from "../job.ts"

/** Reinforcement learning with DQN. */
export const dqn: Job = {
  name: "dqn",
  title: "reinforcement learning with DQN",
  signs: [[/\bDQN\b|\bdqn\b/]],
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
      range: "ordinal(16, 32, 64, 128, 256)",
      why: "doubling",
    },
    { name: "gamma", also: ["discount", "discount_factor"], range: "log1m(0.9, 0.9999)", why: "what counts is its distance from 1" },
    {
      name: "buffer_size",
      also: ["replay_size", "memory_size", "replay_memory"],
      range: "int(10000, 1000000, log)",
      why: "as far as memory reaches",
      spread: "5x",
    },
    {
      name: "target_update_interval",
      also: ["target_update", "target_network_frequency"],
      range: "int(100, 20000, log)",
      why: "counts by factors",
      spread: "5x",
    },
    { name: "train_freq", also: ["train_frequency", "update_frequency"], range: "int(1, 16, pow2)", why: "steps between two updates" },
    {
      name: "exploration_final_eps",
      also: ["end_e", "eps_end", "epsilon_end", "final_epsilon"],
      range: "float(0.01, 0.2)",
      why: "how much is random in the end",
      spread: 0.05,
    },
  ],
  starts: [
    {
      name: "nature",
      values: {
        learning_rate: 0.00025,
        batch_size: 32,
        gamma: 0.99,
        buffer_size: 1000000,
        target_update_interval: 10000,
        train_freq: 4,
        exploration_final_eps: 0.1,
      },
      source: {
        cite: "Mnih et al.: Human-level control through deep reinforcement learning; RMSProp",
        year: 2015,
        where: "extended data table 1",
      },
    },
    {
      name: "defaults",
      values: {
        learning_rate: 0.0001,
        batch_size: 32,
        gamma: 0.99,
        buffer_size: 1000000,
        target_update_interval: 10000,
        train_freq: 4,
        exploration_final_eps: 0.05,
      },
      source: { cite: "Stable-Baselines3 manual (Raffin et al. 2021)", year: 2021, where: "DQN" },
    },
  ],
  interactions: ["A target network that is renewed more often wants a smaller learning rate."],
}
