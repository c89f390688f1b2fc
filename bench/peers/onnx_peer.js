/* onnxruntime as a peer of gradus bench, by the session of its binding, which runs at once: the
 * promises of the public interface would be most of the time of a small network.  Answers the
 * lines of peer.h.  The model is ONNX, written here: Gemm and activation, layer by layer.
 *
 *     node onnx_peer.js FOLDER_OF_onnxruntime-node THREADS                                     */
"use strict";

const path = require("path");
const folder = path.resolve(process.argv[2]);
const threads = Number(process.argv[3]);
const { Tensor } = require(path.join(folder, "..", "onnxruntime-common"));
const { binding, initOrt } = require(path.join(folder, "dist", "binding"));
const version = require(path.join(folder, "package.json")).version;

/* ---- protocol buffers: a field is its number, its kind, and its bytes ----------------------- */
function varint(n) {
    const bytes = [];
    for (; n > 127; n = Math.floor(n / 128))
        bytes.push((n % 128) | 128);
    return Buffer.from([...bytes, n]);
}

function number(field, n) {
    return Buffer.concat([varint(field * 8), varint(n)]);
}

function bytes(field, ...parts) {
    const all = Buffer.concat(parts.map((p) => (typeof p === "string" ? Buffer.from(p) : p)));
    return Buffer.concat([varint(field * 8 + 2), varint(all.length), all]);
}

/* ---- the fields of onnx.proto that are needed ------------------------------------------------ */
const FLOAT = 1, INT = 2;

function initializer(name, shape, data) {
    return bytes(5, ...shape.map((n) => number(1, n)), number(2, FLOAT), bytes(8, name),
                 bytes(9, Buffer.from(data.buffer)));
}

function node(kind, inputs, output, attributes) {
    return bytes(1, ...inputs.map((name) => bytes(1, name)), bytes(2, output), bytes(4, kind),
                 ...attributes.map(([name, n]) =>
                     bytes(5, bytes(1, name), number(3, n), number(20, INT))));
}

function valueInfo(field, name, shape) {
    const dims = shape.map((n) => bytes(1, number(1, n)));
    return bytes(field, bytes(1, name), bytes(2, bytes(1, number(1, FLOAT), bytes(2, ...dims))));
}

const OPERATORS = { relu: "Relu", sigmoid: "Sigmoid", tanh: "Tanh", softmax: "Softmax" };

function model(net, batch) {
    const parts = [];
    let at = "x";
    net.layers.forEach((l, k) => {
        const last = k === net.layers.length - 1, z = l.act === "identity" && last ? "y" : "z" + k;
        parts.push(initializer("w" + k, [l.units, l.inputs], l.w),
                   initializer("b" + k, [l.units], l.b),
                   node("Gemm", [at, "w" + k, "b" + k], z, [["transB", 1]]));
        at = last ? "y" : "a" + k;
        if (l.act !== "identity")
            parts.push(node(OPERATORS[l.act], [z], at, []));
    });
    const outputs = net.layers[net.layers.length - 1].units;
    const graph = bytes(7, ...parts, bytes(2, "net"), valueInfo(11, "x", [batch, net.inputs]),
                        valueInfo(12, "y", [batch, outputs]));
    return Buffer.concat([number(1, 8), graph, bytes(8, number(2, 13))]);
}

/* ---- networks -------------------------------------------------------------------------------- */
function randoms(count) {
    let state = 1;
    return Float32Array.from({ length: count }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    });
}

function makeNet(sizes, hidden, output) {
    const layers = sizes.slice(1).map((units, k) => {
        const inputs = sizes[k], reach = Math.sqrt(6 / inputs);
        const w = randoms(units * inputs).map((u) => reach * (2 * u - 1));
        const act = k + 2 < sizes.length ? hidden : output;
        return { inputs, units, act, w, b: randoms(units) };
    });
    return { inputs: sizes[0], layers };
}

function open(net, batch) {
    const session = new binding.InferenceSession(), file = model(net, batch);
    session.loadModel(file.buffer, file.byteOffset, file.byteLength, {
        intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: "sequential",
        graphOptimizationLevel: "all", executionProviders: ["cpu"],
    });
    const rows = randoms(batch * net.inputs);
    const x = new Tensor("float32", rows, [batch, net.inputs]);
    return { rows, run: () => session.run({ x }, { y: null }, {}).y };
}

/* The same by hand, one row, in double. */
function byHand(net, x) {
    const act = { identity: (z) => z, relu: (z) => Math.max(z, 0), tanh: Math.tanh,
                  sigmoid: (z) => 1 / (1 + Math.exp(-z)), softmax: Math.exp };
    let a = Array.from(x);
    for (const l of net.layers) {
        a = Array.from({ length: l.units }, (_, j) => act[l.act](
            a.reduce((sum, v, i) => sum + v * l.w[j * l.inputs + i], l.b[j])));
        const sum = a.reduce((s, v) => s + v, 0);
        if (l.act === "softmax")
            a = a.map((v) => v / sum);
    }
    return a;
}

function check() {
    let worst = 0;
    for (const [sizes, hidden, output] of [[[4, 7, 3], "tanh", "softmax"],
                                           [[5, 9, 6, 1], "relu", "identity"]]) {
        const net = makeNet(sizes, hidden, output), batch = 3, { rows, run } = open(net, batch);
        const y = run().data, n = sizes[sizes.length - 1];
        for (let r = 0; r < batch; r++)
            byHand(net, rows.subarray(r * sizes[0], (r + 1) * sizes[0])).forEach((want, j) => {
                worst = Math.max(worst, Math.abs(want - y[r * n + j]));
            });
    }
    return `${worst < 1e-5 ? "ok" : "wrong"} outputs within ${worst.toExponential(1)}`;
}

/* Calls a second: the median of five samples, each a fifth of the time. */
function rate(run, seconds) {
    const samples = [];
    let n = 1;
    while (samples.length < 5) {
        const start = process.hrtime.bigint();
        for (let k = 0; k < n; k++)
            run();
        const took = Number(process.hrtime.bigint() - start) / 1e9;
        if (samples.length === 0 && took < seconds / 5)
            n *= 2;
        else
            samples.push(n / took);
    }
    return samples.sort((a, b) => a - b)[2];
}

let now = null;

function answer(line) {
    const words = line.split(" ");
    if (words[0] === "version")
        return `onnxruntime-node ${version}, Node ${process.versions.node}`;
    if (words[0] === "check")
        return check();
    if (words[0] === "run")
        return rate(now.run, Number(words[1])).toPrecision(9);
    if (words[8] !== "0")
        return "no training";
    now = open(makeNet(words[2].split("-").map(Number), words[3], words[4]), Number(words[7]));
    rate(now.run, 0.1);
    return "ok session.run";
}

initOrt();
require("readline").createInterface({ input: process.stdin })
    .on("line", (line) => console.log(answer(line)));
