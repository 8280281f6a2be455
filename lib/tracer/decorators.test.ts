/** With one compiler, under both proposals; `decorators.compat.test.ts` has the others. */
import { COMPILERS } from "../fixtures/compilers.ts";
import { testDecorators } from "../fixtures/decorator-tests.ts";

testDecorators(COMPILERS.filter(({ name }) => name.startsWith("esbuild")));
