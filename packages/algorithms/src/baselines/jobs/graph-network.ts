import type { Job } from "../job.ts"

/** Node classifier with a graph network (GCN, GAT). */
export const graph: Job = {
  name: "graph-network",
  title: "node classifier with a graph network (GCN, GAT)",
  signs: [[/\b(torch_geometric|GCNConv|GATConv|dgl)\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta", "base_lr", "max_lr", "init_lr"],
      range: "log(1e-4, 0.1)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "dropout",
      also: ["drop", "drop_rate", "dropout_rate", "dropout_p", "p_drop", "hidden_dropout_prob", "hidden_dropout"],
      range: "float(0, 0.8)",
      why: "small graphs take more of it than other data",
      spread: 0.2,
    },
    {
      name: "weight_decay",
      also: ["wd", "weight_decay_rate", "l2"],
      range: "log(1e-6, 1e-2)",
      why: "a penalty works over orders of magnitude",
      spread: "5x",
    },
    {
      name: "hidden",
      also: ["hidden_size", "hidden_dim", "hidden_channels", "hidden_units"],
      range: "int(8, 256, pow2)",
      why: "powers of two",
    },
  ],
  starts: [
    {
      name: "gcn",
      values: { learning_rate: 0.01, dropout: 0.5, weight_decay: 0.0005, hidden: 16 },
      source: { cite: "Kipf, Welling: Semi-Supervised Classification with Graph Convolutional Networks", year: 2017, where: "section 5.2" },
    },
    {
      name: "gat",
      values: { learning_rate: 0.005, dropout: 0.6, weight_decay: 0.0005, hidden: 64 },
      source: { cite: "Veličković et al.: Graph Attention Networks; 8 heads of 8", year: 2018, where: "section 3.3" },
    },
  ],
  interactions: ["More layers mix the nodes until all look alike: two or three are usual."],
}
