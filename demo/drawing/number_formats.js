// Numbers as demo/words/formats.py writes them; a test holds them against it.
// Python rounds what lies exactly between two digits to the even one, JavaScript rounds it up.
const fixed = (value, digits) => {
  const unit = 10 ** digits, halves = 2 * unit * value;
  const between = Number.isInteger(value * 2 ** (digits + 1)) && halves % 2 === 1;
  return (between && halves % 4 === 1 ? (halves - 1) / 2 / unit : value).toFixed(digits);
};
const grouped = value => Number(fixed(value, 0)).toLocaleString('en-US');
const short = value => value < 9.95 ? fixed(value, 1) : grouped(value);
const seconds = value => value < 100 ? fixed(value, 2) : grouped(value);
const megabytes = size => {
  const value = size / 1e6;
  if (!size) return '0';
  if (value < 0.05) return value >= 0.0005 ? fixed(value, 3) : '<0.001';
  return value < 1000 ? fixed(value, 1) : grouped(value);
};
const none = '–';
