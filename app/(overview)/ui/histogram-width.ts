/** Of the histogram in a row of the overview, and of the axis in its head: pixels. */
export const HISTOGRAM_WIDTH = 164;
