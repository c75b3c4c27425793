-- Renders a text with markdown.lua, and shows a table with inspect.lua.
package.path = directory .. "/modules/?.lua"
require "markdown"
local inspect = require "inspect"
local lines = {"# Title", "", "A *paragraph* with `code`, a [link](http://example.org \"title\") & <b>html</b>.", ""}
for i = 1, 20 do
  lines[#lines + 1] = string.rep("  ", i % 3) .. "* item " .. i .. " **strong" .. i .. "**"
end
lines[#lines + 1] = "\n    indented(code)\n\n> quoted\n> twice\n\n1. one\n2. two\n"
print(markdown(table.concat(lines, "\n")))
local nested = {1, 2, {3, "four", five = {6, true}}, name = "text\n\"quoted\"", [10] = 0.5}
nested.itself = nested
print(inspect(nested))
