/** Drawn behind the lines: red for downtime, hatched for unknown time. */
import type uPlot from 'uplot';
import type { Stretch } from '../../state/spans.ts';
import { token } from './token.ts';

export function shade(chart: uPlot, stretches: readonly Stretch[]): void {
  const { ctx, bbox } = chart;
  const ratio = window.devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { state, from, to } of stretches) {
    const left = chart.valToPos(from / 1_000, 'x', true);
    const width = Math.max(2 * ratio, chart.valToPos(to / 1_000, 'x', true) - left);
    if (state === 'down') {
      ctx.fillStyle = token('--chart-down');
      ctx.fillRect(left, bbox.top, width, bbox.height);
    } else if (state === 'unknown' || state === 'unmonitored') hatch(chart, left, width);
  }
  ctx.restore();
}

function hatch({ ctx, bbox }: uPlot, left: number, width: number): void {
  const step = 6 * window.devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = token('--chart-unknown');
  ctx.lineWidth = window.devicePixelRatio;
  ctx.beginPath();
  for (let x = left - bbox.height; x < left + width; x += step) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}
