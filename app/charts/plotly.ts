/** The parts of Plotly that our charts need, a third of the whole. Only for the browser, and only by `import()`. */

import bar from "plotly.js/lib/bar";
import box from "plotly.js/lib/box";
import Plotly from "plotly.js/lib/core";
import heatmap from "plotly.js/lib/heatmap";
import scattergl from "plotly.js/lib/scattergl";
// Its drawing code ready-made: otherwise it is put together by `new Function`, which the page's policy refuses.
import "plotly.js/src/traces/scattergl/plot_strict";

Plotly.register([scattergl, bar, box, heatmap]);

export default Plotly;
