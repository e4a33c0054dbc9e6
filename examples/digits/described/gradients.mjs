import { tf } from "../tfjs.mjs"

// TensorFlow.js computes convolutions on WebAssembly but lacks what their training needs. These are the missing gradients, put together
// from operations that it has.

/** Makes convolutions and separable convolutions trainable on WebAssembly: any stride for the first, a stride of 1 for the second. */
export function trainConvolutions() {
  register("Conv2DBackpropFilter", ({ x, dy }, { strides, pad, filterShape }) => filterSlope(x, dy, filterShape, strides, pad))
  register("DepthwiseConv2dNativeBackpropFilter", ({ x, dy }, { filterShape }) => depthwiseFilterSlope(x, dy, filterShape))
  register("DepthwiseConv2dNativeBackpropInput", ({ dy, filter }) => tf.depthwiseConv2d(dy, tf.reverse(filter, [0, 1]), 1, "same"))
}

function register(kernelName, compute) {
  const kernelFunc = ({ inputs, attrs }) => tf.tidy(() => compute(inputs, attrs))
  tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc })
}

/** A convolution of the input by the slopes of the output: channels take the place of examples, and strides that of dilation. */
function filterSlope(x, dy, [height, width], strides, pad) {
  const [down, across] = typeof strides === "number" ? [strides, strides] : strides
  const rows = margins(x.shape[1], dy.shape[1], height, down, pad)
  const columns = margins(x.shape[2], dy.shape[2], width, across, pad)
  const padded = tf.pad(x, [[0, 0], rows, columns, [0, 0]])
  const all = tf.conv2d(tf.transpose(padded, [3, 1, 2, 0]), tf.transpose(dy, [1, 2, 0, 3]), 1, "valid", "NHWC", [down, across])
  const used = tf.slice(all, [0, 0, 0, 0], [x.shape[3], height, width, dy.shape[3]])
  return tf.transpose(used, [1, 2, 0, 3])
}

/** Zeros before and behind, as "same" padding adds them. */
function margins(size, outputs, kernel, stride, pad) {
  const total = pad === "valid" ? 0 : Math.max(0, (outputs - 1) * stride + kernel - size)
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}

/** For each place of the window, the products of what it saw with the slopes. */
function depthwiseFilterSlope(x, dy, [height, width, channels]) {
  const [examples, rows, columns] = dy.shape
  const half = [Math.floor(height / 2), Math.floor(width / 2)]
  const padded = tf.pad(x, [
    [0, 0],
    [half[0], half[0]],
    [half[1], half[1]],
    [0, 0],
  ])
  const places = Array.from({ length: height * width }, (_, at) => {
    const seen = tf.slice(padded, [0, Math.floor(at / width), at % width, 0], [examples, rows, columns, channels])
    return tf.sum(tf.mul(seen, dy), [0, 1, 2])
  })
  return tf.reshape(tf.stack(places), [height, width, channels, 1])
}
