-- Counts words in a table keyed by strings.
local n = tonumber((...)) or 1000

local words, seed = {}, 7
for i = 1, 500 do
  words[i] = "w" .. i * 37 % 1000
end
local counts, kinds = {}, 0
for _ = 1, n do
  seed = (seed * 1103 + 12345) % 65537
  local word = words[seed % #words + 1]
  local before = counts[word]
  if before then
    counts[word] = before + 1
  else
    counts[word] = 1
    kinds = kinds + 1
  end
end
local names = {}
for name in pairs(counts) do
  names[#names + 1] = name
end
table.sort(names)
print(kinds, names[1], counts[names[1]], names[#names], counts[names[#names]])
