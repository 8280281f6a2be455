// Which compression is worth its time? Compresses real files (the code of this checkout's dependencies, or of a given
// folder) with every algorithm at several levels, and traces it: spantom shows where the time goes and why.
//
//   node examples/compress.mjs [folder] && npx spantom dashboard

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import zlib from "node:zlib";
import { SP } from "spantom";

const folder = process.argv[2] ?? join(import.meta.dirname, "../node_modules");
const { BROTLI_PARAM_QUALITY, ZSTD_c_compressionLevel } = zlib.constants;

const codecs = {
  gzip: {
    levels: [1, 6, 9],
    compress: (data, level) => zlib.gzipSync(data, { level }),
    decompress: (data) => zlib.gunzipSync(data),
  },
  brotli: {
    levels: [5, 11],
    compress: (data, level) => zlib.brotliCompressSync(data, { params: { [BROTLI_PARAM_QUALITY]: level } }),
    decompress: (data) => zlib.brotliDecompressSync(data),
  },
};
// Node 22.15 and newer also have zstd.
if (zlib.zstdCompressSync) {
  codecs.zstd = {
    levels: [3, 9],
    compress: (data, level) => zlib.zstdCompressSync(data, { params: { [ZSTD_c_compressionLevel]: level } }),
    decompress: (data) => zlib.zstdDecompressSync(data),
  };
}

// A function wrapped once: every call is a span of its name.
const hash = SP.span()(function hash(data) {
  return createHash("sha256").update(data).digest("hex");
});

function tryCodec(data, algorithm, level) {
  const { compress, decompress } = codecs[algorithm];
  const packed = SP.span("compress", () => {
    SP.tag({ algorithm, level, bytes: data.length });
    const result = compress(data, level);
    SP.tag({ ratio: result.length / data.length });
    return result;
  });
  SP.span("verify", () => {
    const restored = SP.span("decompress", { algorithm, bytes: packed.length }, () => decompress(packed));
    SP.tag({ ok: hash(restored) === hash(data) });
  });
}

const files = chooseFiles(folder, 160);
console.log(`compressing ${files.length} files of ${folder}`);
for (const [index, path] of files.entries()) {
  SP.span("file", () => {
    const data = SP.span("read", () => readFileSync(path));
    SP.tag({ path: relative(folder, path), ext: extname(path).slice(1), bytes: data.length });
    for (const [algorithm, { levels }] of Object.entries(codecs)) {
      for (const level of levels) tryCodec(data, algorithm, level);
    }
  });
  if ((index + 1) % 40 === 0) console.log(`  ${index + 1} of ${files.length}`);
}

const { dbPath, spanCount, tagCount } = SP.summary();
console.log(`${spanCount} spans and ${tagCount} tags in ${dbPath}`);

/** About `count` files of 1 to 300 kB, spread over the whole folder, the same ones in every run. */
function chooseFiles(root, count) {
  const wanted = /\.(js|mjs|cjs|ts|css|md|json|map)$/;
  const found = [];
  const visit = (dir) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name);
      if (found.length >= 5000) return;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && wanted.test(entry.name)) {
        const { size } = statSync(path);
        if (size > 1_000 && size < 300_000) found.push(path);
      }
    }
  };
  visit(root);
  const step = Math.max(1, Math.floor(found.length / count));
  return found.filter((_, index) => index % step === 0).slice(0, count);
}
