package dev.metajit.it.guest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON: objects become maps, arrays lists, strings and numbers strings, and {@code true},
 * {@code false} and {@code null} the strings of that spelling.
 */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    return new Json(text).value();
  }

  private Object value() {
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      default:
        return word();
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    for (at++; peek() != '}'; skipComma()) {
      String name = string();
      peek();
      at++; // the colon
      object.put(name, value());
    }
    at++;
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    for (at++; peek() != ']'; skipComma()) {
      array.add(value());
    }
    at++;
    return array;
  }

  private void skipComma() {
    if (peek() == ',') {
      at++;
    }
  }

  private String string() {
    peek();
    StringBuilder string = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      string.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char kind = text.charAt(++at);
    if (kind == 'u') {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }
    int control = "bfnrt".indexOf(kind);
    return control < 0 ? kind : "\b\f\n\r\t".charAt(control);
  }

  private String word() {
    int start = at;
    while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }
}
