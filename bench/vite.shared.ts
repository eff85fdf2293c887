// How the peer and the floor are built: for production, without source maps, with names that
// change with the content, so that the gateway lets a browser keep them as it does the console's.
import type { UserConfig } from "vite";

export const built = (name: string): UserConfig => ({
  base: `/${name}/`,
  build: {
    outDir: `../built/${name}`,
    emptyOutDir: true,
    // Browsers that run the console's module run all of this as it is written.
    target: "esnext",
    cssTarget: "esnext",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        hashCharacters: "hex",
        entryFileNames: "[name]-[hash:16].js",
        chunkFileNames: "[name]-[hash:16].js",
        assetFileNames: "[name]-[hash:16][extname]",
      },
    },
  },
});
