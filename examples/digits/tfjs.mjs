import { createRequire } from "node:module"

const require = createRequire(import.meta.url)

// `require` and not `import`: Node then need not search these large bundles for their exports, which halves the start.
/** @type {typeof import("@tensorflow/tfjs-core")} */
export const tf = require("@tensorflow/tfjs-core")
/** @type {typeof import("@tensorflow/tfjs-layers")} */
export const tfl = require("@tensorflow/tfjs-layers")
/** @type {typeof import("@tensorflow/tfjs-backend-wasm")} */
const wasm = require("@tensorflow/tfjs-backend-wasm")

/** Makes TensorFlow.js ready on WebAssembly. One thread: trials run side by side, and the same seed gives the same bits. */
export async function startBackend() {
  wasm.setThreadsCount(1)
  await tf.setBackend("wasm")
  transposeBeforeMultiplying()
}

/**
 * The WebAssembly kernel multiplies transposed matrices about six times slower than plain ones, and the library's
 * gradient of a product asks for just those. This gradient, the same in value, transposes first. Plain matrices only.
 */
function transposeBeforeMultiplying() {
  tf.unregisterGradient("BatchMatMul")
  tf.registerGradient({
    kernelName: "BatchMatMul",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => ({
      a: () => tf.matMul(dy, tf.transpose(b)),
      b: () => tf.matMul(tf.transpose(a), dy),
    }),
  })
}
