/** The parts of Plotly that our charts need, a third of it. Browser only, and only through `import()`. */

import bar from "plotly.js/lib/bar";
import box from "plotly.js/lib/box";
import Plotly from "plotly.js/lib/core";
import heatmap from "plotly.js/lib/heatmap";
import scattergl from "plotly.js/lib/scattergl";
// Precompiled drawing code: otherwise it is built with `new Function`, which the page's policy forbids.
import "plotly.js/src/traces/scattergl/plot_strict";

Plotly.register([scattergl, bar, box, heatmap]);

export default Plotly;
