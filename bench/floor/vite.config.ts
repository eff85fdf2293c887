import { defineConfig } from "vite";
import { built } from "../vite.shared.ts";

export default defineConfig(built("floor"));
