import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { built } from "../vite.shared.ts";

export default defineConfig({ ...built("peer"), plugins: [react()] });
