-- Binary trees, made and walked: many small tables.
local depth = tonumber((...)) or 6

local function make(d)
  if d == 0 then
    return {}
  end
  return { left = make(d - 1), right = make(d - 1) }
end

local function check(tree)
  if tree.left then
    return 1 + check(tree.left) + check(tree.right)
  end
  return 1
end

local keep = make(depth)
local total = 0
for _ = 1, 8 do
  total = total + check(make(depth))
end
print(total .. " " .. check(keep))
