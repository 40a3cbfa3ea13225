import Table from 'cli-table3';
import pc from 'picocolors';
import { visible } from './visible';

/** How results look to people: colours and tables. Everything passed in is made safe to show. */
export interface Paint {
  plain(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  /** A table without lines, or the sentence when there are no rows. */
  table(head: string[], rows: string[][], none: string): string;
}

/** @param colours false: plain text */
export function paint(colours: boolean): Paint {
  const colour = pc.createColors(colours);
  const bold = (text: string) => colour.bold(visible(text));
  return {
    plain: visible,
    bold,
    dim: (text) => colour.dim(visible(text)),
    good: (text) => colour.green(visible(text)),
    bad: (text) => colour.red(visible(text)),
    warn: (text) => colour.yellow(visible(text)),
    table: (head, rows, none) => {
      if (rows.length === 0) return none;
      const table = new Table({ head: head.map(bold), chars: noLines, style: plainStyle });
      table.push(...rows.map((row) => row.map(visible)));
      return table
        .toString()
        .split('\n')
        .map((line) => line.trimEnd())
        .join('\n');
    },
  };
}

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
const plainStyle = { 'padding-left': 0, 'padding-right': 0, head: [], border: [] };
