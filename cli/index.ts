#!/usr/bin/env node
/** The `spantom` command. */
import { createProgram } from "./program.ts";
import { run } from "./run.ts";

void run(createProgram);
