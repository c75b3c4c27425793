package dev.metajit.demo.forth;

/** Source text and how far it has been read. */
final class Source {
  private final String text;
  private int position;

  Source(String text) {
    this.text = text;
  }

  /** Returns the next word, which ends at white space, or null at the end. */
  String nextWord() {
    while (position < text.length() && text.charAt(position) <= ' ') {
      position++;
    }
    int start = position;
    while (position < text.length() && text.charAt(position) > ' ') {
      position++;
    }
    return position == start ? null : text.substring(start, position);
  }

  /**
   * Returns the text up to the delimiter and goes on behind it; one space before the text is
   * skipped.
   *
   * @throws ForthException if there is no delimiter
   */
  String until(char delimiter) {
    int start = Math.min(position + 1, text.length());
    int end = text.indexOf(delimiter, start);
    if (end < 0) {
      throw new ForthException("missing " + delimiter);
    }
    position = end + 1;
    return text.substring(start, end);
  }

  void skipLine() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end;
  }

  /** The number of the line that is being read, from 1. */
  int line() {
    return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
  }
}
