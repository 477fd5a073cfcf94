/** A network that is known by name: a description, and where it comes from. */
export interface NetworkPreset {
  readonly name: string;
  readonly title: string;
  /** Where layers and sizes come from. */
  readonly cite: string;
  /** YAML, as a user would write it. */
  readonly text: string;
}
