import { COMPILERS } from "../fixtures/compilers.ts";
import { testDecorators } from "../fixtures/decorator-tests.ts";

testDecorators(COMPILERS.filter(({ name }) => !name.startsWith("esbuild")));
