import { type Document, Scalar, visit } from 'yaml';

/** What could repaint a terminal or reorder a line; line breaks between the lines of a document are not among it. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const inText = /[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/gu;

/** A document's text in which every such character of a value stands as an escape, so that what is shown is what is there. Comments have to be printable already. */
export function printableYaml(document: Document): string {
  visit(document, {
    Scalar(_, scalar) {
      // Escapes are read in double quotes only.
      if (typeof scalar.value === 'string' && unprintable.test(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 }).replaceAll(inText, escaped);
}

function escaped(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
}
