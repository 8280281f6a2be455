/** At every one of the calls: a thousand times. */
import "./replaced.test.ts";
