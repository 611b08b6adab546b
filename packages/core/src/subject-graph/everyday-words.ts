// Names that are words of everyday too, in English and Indonesian, and words that stand in forms where a name should.
// A text is not searched for one of them alone: it would lose more than the person's part.
const WORDS = `admin amber angel anonymous april art ash august autumn bay bill bob bond brook bunga buyer candy carol chase
chip cinta cliff client contact crystal customer daisy dawn dean demo dewi dian don drew earl eve faith fern flora frank
gene ginger glen grace grant guest guy hazel heather holly home hope iris ivy jack jade jasmine joy june king lance lane lily
long love marina mark max may melody miles misty mobile nick none office olive owner page parker patience pearl penny person
piper pierce pat prince ray red redacted reed rich river rob robin rocky rose ruby rusty sage sam sandy sari self shirley
sky star stone storm sue summer test tree troth unknown user van victor violet virginia wade wait ward west will willow
winter wood work young indah putri bulan bintang surya melati mawar jaya agung budi setia sri ayu mega rizki adil iman
baik besar muda tua hari nur cahaya`;

const everyday: ReadonlySet<string> = new Set(WORDS.split(/\s+/));

/** Whether a name, alone, is a word that texts are full of. */
export const isEverydayWord = (word: string): boolean => everyday.has(word.toLowerCase());
