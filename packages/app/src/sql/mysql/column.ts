/** A name as SQL takes it. */
export const quote = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** What the statements need to know of a column. */
export interface ColumnShape {
  readonly name: string;
  /** `varchar` */
  readonly type: string;
  /** `varchar(80)` */
  readonly declared: string;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly maxLength: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  /** First column of an index that finds rows by a whole value. */
  readonly indexed: boolean;
}
