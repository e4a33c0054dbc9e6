export { follow, type Following, type Standing } from "./follow.ts"
export { mlflow, type MlflowOptions } from "./mlflow/mlflow.ts"
export { tensorboard } from "./tensorboard/tensorboard.ts"
